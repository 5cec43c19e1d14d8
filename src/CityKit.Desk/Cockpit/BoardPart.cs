using CityKit.Core;

namespace CityKit.Desk.Cockpit;

/// <summary>A part of a whole, for a ring.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Count">How many.</param>
/// <param name="Tone">Whether it is as it should be.</param>
/// <param name="Link">The page of the desk that opens it; null for none.</param>
public sealed record BoardPart(LocalizedText Label, long Count, BoardTone Tone, string? Link = null);
