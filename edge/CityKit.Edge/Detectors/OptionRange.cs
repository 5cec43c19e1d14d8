namespace CityKit.Edge.Detectors;

/// <summary>Checks that an option of a detector is in its range.</summary>
internal static class OptionRange
{
    internal static void Check<T>(T value, T least, T most, string name) where T : struct, IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}. {name} 须在 {least} 至 {most} 之间。");
    }
}
