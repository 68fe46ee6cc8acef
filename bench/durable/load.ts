import { nextPost } from './post.ts';
import { answerWithPosts } from './posting.ts';

answerWithPosts(nextPost);
