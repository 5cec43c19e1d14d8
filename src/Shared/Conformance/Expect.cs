#if CITYKIT_EDGE_TESTING
namespace CityKit.Edge.Testing;
#else
namespace CityKit.Testing.Conformance;
#endif

/// <summary>What a conformance suite needs to say that something is not so: each throws <see cref="ConformanceException"/>.</summary>
public static class Expect
{
    /// <summary>Throws when the condition is false.</summary>
    public static void True(bool condition, string what)
    {
        if (!condition) throw new ConformanceException($"Not so: {what}.");
    }

    /// <summary>Throws when the two differ, and names what they are.</summary>
    public static void Equal<T>(T expected, T found, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
            throw new ConformanceException($"Expected {what} to be {expected}; found {found}.");
    }

    /// <summary>Returns the only one. Throws when there is none or more than one.</summary>
    public static T Single<T>(IReadOnlyCollection<T> found) => found.Count == 1
        ? found.First()
        : throw new ConformanceException($"Expected one {typeof(T).Name}; found {found.Count}: {string.Join(", ", found)}.");

    /// <summary>Throws when the action does not throw <typeparamref name="T"/>.</summary>
    public static void Throws<T>(Action action) where T : Exception
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

    internal static async Task ThrowsAsync<T>(Func<Task> action) where T : Exception
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (T)
        {
            return;
        }
        throw new ConformanceException($"Expected {typeof(T).Name}; nothing was thrown.");
    }
}
