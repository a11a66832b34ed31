// TypeScript needs no build: its types are stripped when the function is packed.
type Language = 'en' | 'de' | 'fr';

interface Greeting {
  name: string;
  language?: Language;
}

const words: Record<Language, string> = { en: 'Hello', de: 'Guten Tag', fr: 'Bonjour' };

export const handler = async ({ name, language = 'en' }: Greeting): Promise<string> => {
  console.log('greeting in', language);
  return `${words[language]}, ${name}!`;
};
