using CityKit.Modules;
using NodaTime;

namespace CityKit.Commands;

/// <summary>
/// A household is away (住户外出): part of its consent. Until it is back, rules that rest on that consent raise no alert about it; rules that
/// are a duty by law, such as smoke, go on.
/// </summary>
/// <param name="CommandId">The command's id; the note is known by it.</param>
/// <param name="Household">The household, as the register names it.</param>
/// <param name="Purpose">The purpose of the consent.</param>
/// <param name="From">From when.</param>
/// <param name="Until">When it is back; after now, and within 366 days.</param>
/// <remarks>Where it is and why is nobody's business, so there is no place to write it.</remarks>
public sealed record NoteAway(string CommandId, string Household, string Purpose, Instant From, Instant Until) : HubCommand(CommandId);
