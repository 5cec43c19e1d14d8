using CityKit.Storage;

namespace CityKit.Hub.Tests.Support;

/// <summary>A store whose next commits fail, as on a full disk.</summary>
internal sealed class FailingStore(ICityStore inner) : PassingStore(inner)
{
    internal int CommitsToFail { get; set; }

    /// <summary>Whether what fails is stored all the same, as when the answer of a database is lost.</summary>
    internal bool StoresAllTheSame { get; init; }

    /// <summary>How often the whole state was read.</summary>
    internal int Loads { get; private set; }

    public override IAsyncEnumerable<StateCell> ReadCellsAsync(string module, CancellationToken cancellationToken)
    {
        Loads++;
        return base.ReadCellsAsync(module, cancellationToken);
    }

    public override async ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        var fails = CommitsToFail-- > 0;
        if (!fails || StoresAllTheSame) await base.CommitAsync(commit, cancellationToken);
        if (fails) throw new IOException("disk full");
    }
}
