using CityKit.Core;
using NodaTime;

namespace CityKit.Desk.Cockpit;

/// <summary>A number, a text or a moment on a board.</summary>
/// <param name="Value">The number; null when there is none.</param>
/// <param name="Unit">What the number is.</param>
public sealed record BoardCell(decimal? Value = null, BoardUnit Unit = BoardUnit.Count)
{
    /// <summary>The text; null for a number or moment.</summary>
    public LocalizedText? Text { get; init; }

    /// <summary>The moment; null for a number or text.</summary>
    public Instant? At { get; init; }

    /// <summary>The page of the desk that opens what is behind it, without its base; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>Whether it is as it should be.</summary>
    public BoardTone Tone { get; init; }

    /// <summary>A text that is the same in all languages, such as a body's name.</summary>
    internal static BoardCell Of(string text) => Of(new LocalizedText(text, text));

    internal static BoardCell Of(LocalizedText text) => new() { Text = text };
}
