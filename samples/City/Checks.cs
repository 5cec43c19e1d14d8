namespace CityKit.Samples.City;

/// <summary>Writes each number and whether it is the promised one.</summary>
internal sealed class Checks(TextWriter output)
{
    /// <summary>0 when all were as promised, else 1.</summary>
    internal int Result { get; private set; }

    internal void Expect<T>(string what, T expected, T found)
    {
        var isRight = EqualityComparer<T>.Default.Equals(expected, found);
        output.WriteLine(isRight ? $"✓ {what}: {found}" : $"✗ {what}: {found}, not {expected}");
        if (!isRight) Result = 1;
    }
}
