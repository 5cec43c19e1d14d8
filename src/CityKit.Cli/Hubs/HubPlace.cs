using CityKit.Archiving;
using CityKit.Documents;
using CityKit.Storage;
using CityKit.Verifying;

namespace CityKit.Cli.Hubs;

/// <summary>
/// Where a hub keeps everything, as a tool reads it. <see cref="object.ToString"/> names it for people, without a password.
/// </summary>
internal abstract class HubPlace
{
    /// <summary>Opens it to read, also while a hub has it.</summary>
    /// <exception cref="IOException">It is not there, cannot be read, or is of another version.</exception>
    internal abstract ValueTask<ICityStore> OpenReadOnlyAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancel);

    /// <summary>The store, for the one who claims it.</summary>
    /// <exception cref="ToolException">It is not there.</exception>
    internal abstract ICityStore Create();

    /// <summary>Checks everything in it, as of one moment.</summary>
    /// <exception cref="IOException">It is not there, or cannot even be opened.</exception>
    internal abstract IAsyncEnumerable<HubFileFinding> CheckAsync(IProgress<long> progress, CancellationToken cancel);

    /// <summary>Opens the folder of a journal's archive and checks its files.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static JournalArchive OpenArchive(string folder, CancellationToken cancel) => Directory.Exists(folder)
        ? JournalArchive.Open(folder, cancel)
        : throw new ToolException(
            $"{folder} is not there: name the folder that 'citykit journal archive' wrote. "
                + $"找不到目录 {folder}，请指定 citykit journal archive 写出的归档目录。");
}
