using CityKit.Core;
using CityKit.Desk.Shell;
using CityKit.Desk.Words;

namespace CityKit.Desk.Cockpit;

/// <summary>Numbers of boards as people read them.</summary>
internal static class BoardFormat
{
    internal static string Of(DeskView view, BoardCell cell) =>
        cell.Text is { } text ? view.Say(text) : cell.At is { } at ? view.When(at) : Of(view, cell.Value, cell.Unit);

    internal static string Of(DeskView view, decimal? value, BoardUnit unit) => (value, unit) switch
    {
        (null, _) => "–",
        ({ } rate, BoardUnit.Rate) => $"{view.Number(Math.Round(rate * 100, 1))} %",
        ({ } minutes, BoardUnit.Minutes) => view.Length(NodaTime.Duration.FromSeconds((long)(minutes * 60))),
        ({ } count, _) => view.Number(count),
    };

    /// <summary>The same with its sign.</summary>
    internal static string Change(DeskView view, decimal change, BoardUnit unit) =>
        $"{(change > 0 ? "▲ +" : change < 0 ? "▼ −" : "± ")}{Of(view, Math.Abs(change), unit)}";

    internal static LocalizedText? Word(BoardTone tone) => tone switch
    {
        BoardTone.Good => CockpitWords.Good,
        BoardTone.Fair => CockpitWords.Fair,
        BoardTone.Bad => CockpitWords.Bad,
        _ => null,
    };

    internal static string Mark(BoardTone tone) =>
        tone switch { BoardTone.Good => "✓", BoardTone.Fair => "!", BoardTone.Bad => "✕", _ => "" };

    internal static string Class(BoardTone tone) => $"cockpit-{tone.ToString().ToLowerInvariant()}";

    /// <summary>A number in an SVG.</summary>
    internal static string Svg(double number) => number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
