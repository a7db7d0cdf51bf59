// What `import { Signer } from 'usersig'` finds: in TypeScript, because a .ts file must not import an .ets file.
export * from './src/main/ets/usersig';
