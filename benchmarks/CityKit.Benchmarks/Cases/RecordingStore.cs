using System.Reflection;
using CityKit.Sqlite;
using CityKit.Storage;

namespace CityKit.Benchmarks.Cases;

/// <summary>A store that keeps what was committed to it, beside doing it.</summary>
internal class RecordingStore : DispatchProxy
{
    private ICityStore inner = null!;
    private List<StoreCommit> commits = null!;

    /// <summary>A store in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="commits">Takes the commits.</param>
    internal static ICityStore Over(string path, List<StoreCommit> commits)
    {
        var store = Create<ICityStore, RecordingStore>();
        ((RecordingStore)(object)store).inner = new SqliteCityStore(path);
        ((RecordingStore)(object)store).commits = commits;
        return store;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is [StoreCommit commit, ..])
            commits.Add(commit with { Documents = [.. commit.Documents
                .Select(change => change with { Bytes = change.Bytes?.ToArray() })] });
        return targetMethod!.Invoke(inner, args);
    }
}
