namespace CityKit.Edge.Gpio;

/// <summary>What both driven sources check alike.</summary>
internal static class LineNames
{
    private const int MaxLines = 1024;

    internal static IReadOnlyList<string> Checked(IReadOnlyList<string> names)
    {
        if (names.Count > MaxLines) throw new ArgumentException($"A source has 0 to {MaxLines} lines, not {names.Count}.", nameof(names));
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
            throw new ArgumentException($"Line names must differ: {string.Join(", ", names)}.", nameof(names));
        return names;
    }

    internal static int Index(int line, IReadOnlyList<string> names) =>
        line >= 0 && line < names.Count
            ? line : throw new ArgumentOutOfRangeException(nameof(line), line, $"There are lines 0 to {names.Count - 1}.");
}
