using System.Collections.Immutable;

namespace CityKit.Contacts;

/// <summary>Somebody who is notified in office.</summary>
/// <param name="Id">The account's id; no name, no number.</param>
/// <param name="Language">The language that this person reads.</param>
/// <param name="Channels">How this person is reached; each of them is used. Empty: not at all, which is a finding.</param>
/// <param name="Quiet">When this person is not disturbed; null for never.</param>
public sealed record Person(string Id, Language Language, ImmutableArray<PersonChannel> Channels, QuietHours? Quiet);
