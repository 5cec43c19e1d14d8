using CityKit.Hub.Tests.Support;
using CityKit.Sqlite;

namespace CityKit.Hub.Tests;

/// <summary>Files are their owner's alone, whatever the process gives its files (issue 8, number 21).</summary>
public sealed class PrivateFileTests
{
    [Fact]
    public async Task SqliteCityStore_Opened_HasFilesOfItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows()) return;
        using var file = new TempFile();
        await using var city = await TestCity.StartAsync(new SqliteCityStore(file.Path));
        await city.AdmitAsync("pi-1");
        var files = Directory.GetFiles(Path.GetDirectoryName(file.Path)!, Path.GetFileName(file.Path) + "*");
        Assert.True(files.Length >= 2, string.Join(", ", files)); // the database and its log
        foreach (var name in files) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(name));
    }
}
