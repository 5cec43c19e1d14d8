namespace CityKit.Testing.Conformance;

/// <summary>What the suites need to say that something is not so.</summary>
internal static class Expect
{
    internal static void True(bool condition, string what)
    {
        if (!condition) throw new ConformanceException($"Not so: {what}.");
    }

    internal static void Equal<T>(T expected, T found, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found)) throw new ConformanceException($"Expected {what} to be {expected}; found {found}.");
    }

    internal static T Single<T>(IReadOnlyCollection<T> found) => found.Count == 1 ? found.First() : throw new ConformanceException($"Expected one {typeof(T).Name}; found {found.Count}: {string.Join(", ", found)}.");

    internal static void Throws<T>(Action action) where T : Exception
    {
        try
        {
            action();
        }
        catch (T)
        {
            return;
        }
        throw new ConformanceException($"Expected {typeof(T).Name}; nothing was thrown.");
    }
}
