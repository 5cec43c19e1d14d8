using CityKit.Client;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Desk.Words;
using CityKit.Grids.Areas;

namespace CityKit.Desk.Cockpit;

/// <summary>What fills boards of some kinds.</summary>
/// <param name="board">The board.</param>
/// <param name="asked">What the address asks for.</param>
/// <param name="reads">The hub's answers.</param>
internal abstract class BoardSource(Board board, CockpitQuery asked, CockpitReads reads)
{
    protected Board Board => board;

    protected CockpitQuery Asked => asked;

    protected CockpitReads Reads => reads;

    /// <summary>Whether the days are over: their figures change no more, or hardly.</summary>
    protected bool IsOver => asked.Days.Until < reads.Now;

    internal abstract Task<BoardContent> ReadAsync();

    protected LocalizedText Title => board.Title ?? CockpitNames.NameOf(board.Kind);

    /// <summary>What an answer's rows make, or the refusal in their place.</summary>
    protected BoardContent Of<T>(Answer<IReadOnlyList<T>> answer, Func<IReadOnlyList<T>, BoardContent> make) =>
        answer.Refusal is { } refusal ? new BoardContent { Title = Title, Note = refusal.Message } : make(answer.Value!);

    /// <summary>The duty desk with some work items.</summary>
    protected static string Items(params (string Name, string? Value)[] arguments) => "duty?show=items" + string.Concat(
        arguments.Where(one => one.Value is not null).DistinctBy(one => one.Name).Select(one =>
            $"&{one.Name}={Uri.EscapeDataString(one.Value!)}"));

    /// <summary>The duty desk with some alerts.</summary>
    protected static string Alerts(params (string Name, string? Value)[] arguments) => "duty?show=alerts" + string.Concat(
        arguments.Where(one => one.Value is not null).Select(one => $"&{one.Name}={Uri.EscapeDataString(one.Value!)}"));

    protected static LocalizedText Same(string text) => new(text, text);

    protected LocalizedText ClassOf(string? key) => key is null ? CockpitWords.NoClass : reads.Names.ClassOf(key);

    protected LocalizedText ProfileOf(string? id) => reads.Names.ProfileOf(id ?? "–");

    /// <summary>An area by its name, as far as the national table has it.</summary>
    internal static LocalizedText AreaOf(string digits) =>
        AreaCode.TryParse(digits, null, out var code) && AreaDirectory.BuiltIn.Find(code) is { } area
        ? new LocalizedText(area.Name, area.EnglishName.Length > 0 ? area.EnglishName : $"{area.Name} {digits}")
        : Same(digits);
}
