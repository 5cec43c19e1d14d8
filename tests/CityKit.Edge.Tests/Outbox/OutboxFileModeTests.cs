using CityKit.Core;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Outbox;

/// <summary>Files are their owner's alone, whatever the process gives its files (issue 8, number 21).</summary>
public sealed class OutboxFileModeTests
{
    [Fact]
    public void Open_ANewOutbox_HasFilesOfItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TempFolder();
        using var outbox = Samples.Open(folder);
        outbox.OpenBoot(Samples.Boot);
        var files = Directory.GetFiles(Path.GetDirectoryName(folder.File("any"))!, "*", SearchOption.AllDirectories);
        Assert.Contains(files, name => name.EndsWith("-wal", StringComparison.Ordinal));
        foreach (var name in files) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(name));
    }
}
