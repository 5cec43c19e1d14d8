using CityKit.Core;

namespace CityKit.Import.Tables;

/// <summary>The rows above a header (标题行): titles, who made the list, when.</summary>
internal static class TitleRows
{
    private const int ShownCharacters = 100;

    /// <summary>What is said of them; nothing when there are none.</summary>
    internal static IReadOnlyList<LocalizedText> Notes(IReadOnlyCollection<string> titles)
    {
        if (titles.Count == 0) return [];
        var said = string.Join(" / ", titles);
        if (said.Length > ShownCharacters) said = $"{said[..ShownCharacters]}…";
        return [new LocalizedText($"表头之上的 {titles.Count} 行标题未作为数据：{said}",
            $"{titles.Count} title rows above the header were passed over: {said}")];
    }
}
