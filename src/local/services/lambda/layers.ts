import type { Operations } from '../../protocol/service.ts';
import type { LambdaContext } from './service.ts';

export const layerOperations: Operations<LambdaContext> = {};
