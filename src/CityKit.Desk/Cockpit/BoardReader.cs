using System.Text.Json;
using CityKit.Core.Text;

namespace CityKit.Desk.Cockpit;

/// <summary>One board out of its JSON.</summary>
internal static class BoardReader
{
    private const int MaxTop = 50;
    private const int MaxText = 2000;

    private static readonly (string Word, BoardKind Value)[] Kinds =
        [.. Enum.GetValues<BoardKind>().Select(kind => (JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), kind))];

    internal static Board Read(ConfigReader reader)
    {
        var kind = reader.Word("kind", Kinds);
        var board = new Board(kind)
        {
            Title = reader.BilingualOrNull("title"),
            Figure = kind is BoardKind.Figure or BoardKind.League ? reader.Text("figure", 64) : null,
            Target = kind is BoardKind.Figure or BoardKind.League ? reader.DecimalOrNull("target", 0, 1) : null,
            IsLessBetter = kind is BoardKind.Figure or BoardKind.League && reader.Flag("lessIsBetter"),
            By = ReadBy(reader, WaysOf(kind)),
            Profile = IsByProfile(kind) ? reader.TextOrNull("profile", 64) : null,
            Top = (int)(reader.IntegerOrNull("top", 1, MaxTop) ?? 8),
            Width = (int)(reader.IntegerOrNull("width", 1, BoardRows.Columns) ?? 1),
            Text = kind is BoardKind.Text ? reader.Bilingual("text", MaxText) : null,
        };
        reader.Close();
        return board;
    }

    /// <summary>What can make a board's rows, the usual first; nothing for a kind whose rows are its own.</summary>
    internal static string[] WaysOf(BoardKind kind) => kind switch
    {
        BoardKind.Counts => ["class", "body", "profile", "status", "district", "street", "community"],
        BoardKind.League => ["body", "district", "street", "class"],
        BoardKind.Public => ["district", "street", "class"],
        BoardKind.Survey => ["body", "class"],
        BoardKind.Leads => ["class", "source", "machine", "reason"],
        _ => [],
    };

    private static bool IsByProfile(BoardKind kind) =>
        kind is BoardKind.Figure or BoardKind.League or BoardKind.Counts or BoardKind.Backlog or BoardKind.Places or BoardKind.Tree
            or BoardKind.Map;

    private static string? ReadBy(ConfigReader reader, string[] ways) =>
        ways.Length == 0 ? null : reader.WordOr("by", ways[0], [.. ways.Select(way => (way, way))]);
}
