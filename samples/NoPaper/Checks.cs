namespace CityKit.Samples.NoPaper;

/// <summary>What the story promises, and whether it came so.</summary>
internal sealed class Checks
{
    private readonly List<string> wrong = [];
    private int count;

    internal void Expect<T>(string what, T expected, T found)
    {
        count++;
        if (!EqualityComparer<T>.Default.Equals(expected, found)) wrong.Add($"{what}: {found}, not {expected}");
    }

    /// <returns>0 when all came as promised; 1 after saying what did not.</returns>
    internal int Report(Screen screen)
    {
        screen.Title("核对", "Checks");
        foreach (var line in wrong) screen.Show($"✗ {line}");
        screen.Say($"{count} 项，{wrong.Count} 项不符。", $"{count} checks, {wrong.Count} not as expected.");
        return wrong.Count == 0 ? 0 : 1;
    }
}
