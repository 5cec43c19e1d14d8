using CityKit.Storage;
using CityKit.Testing.Evidence;

namespace CityKit.Hub.Tests;

public sealed class EvidenceArchiveTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string> Promises => [.. new EvidenceArchiveConformance(() => throw new NotSupportedException()).Checks
        .Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Promises))]
    public Task Folder_EachPromise_IsKept(string promise) =>
        new EvidenceArchiveConformance(() => () => new FolderEvidenceArchive(folder.FullName)).Checks
            .Single(check => check.Name == promise).RunAsync();
}
