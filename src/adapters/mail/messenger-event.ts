/** What an operator should hear about sending. Messages themselves never go here. */
export interface MessengerEvent {
  readonly what: 'delayed' | 'refused' | 'givenUp' | 'broken';
  readonly messageId: string | undefined;
  readonly reason: string;
}
