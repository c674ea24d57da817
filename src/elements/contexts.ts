/** What `<studio-app>` hands down to every element below it. */
import { createContext } from '@lit/context';
import type { Preferences, SessionFace } from '../session/index.ts';

/** The session that the elements show and command. */
export const sessionContext = createContext<SessionFace>('kawasemi.session');

/** Language and theme. */
export const preferencesContext = createContext<Preferences>('kawasemi.preferences');
