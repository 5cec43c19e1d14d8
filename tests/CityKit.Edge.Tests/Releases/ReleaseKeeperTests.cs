using CityKit.Core.Releases;
using CityKit.Core.Signing;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Releases;

public sealed class ReleaseKeeperTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestReleases releases;

    public ReleaseKeeperTests() => releases = new TestReleases(folder);

    public void Dispose()
    {
        releases.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Take_SignedAndNewer_IsStartedOnTrialAndStaysOnceItProvedItself()
    {
        var keeper = releases.Open();
        Assert.Null(await TestReleases.TakeAsync(keeper, releases.Package(200)));
        var choice = releases.Open().Choose()!;
        Assert.Equal((200, true, "program 200"), (choice.Number, choice.IsTrial, File.ReadAllText(choice.Entry)));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(choice.Entry));
        releases.Open().Confirm();
        Assert.Equal((200, false), (releases.Open().Choose()!.Number, releases.Open().Choose()!.IsTrial));
    }

    public static TheoryData<string, Func<ReleaseManifest, ReleaseManifest>> Unwanted => new()
    {
        { "wrong-product", manifest => manifest with { Product = "other-edge" } },
        { "wrong-runtime", manifest => manifest with { Runtime = "linux-arm64" } },
        { "wrong-runtime", manifest => manifest with { Runtime = ReleaseManifest.Portable } },
        { "wrong-schema", manifest => manifest with { Schema = 3 } },
        { "wrong-schema", manifest => manifest with { Schema = 1 } },
        { "old-version", manifest => manifest with { Number = 99 } },
        { "old-version", manifest => manifest with { Number = TestReleases.Installed } },
        { "damaged", manifest => manifest with { Files = [manifest.Files[0] with { Sha256 = new byte[32] }, manifest.Files[1]] } },
        { "damaged", manifest => manifest with { Files = [manifest.Files[0] with { Bytes = 3 }, manifest.Files[1]] } },
        { "damaged", manifest => manifest with { Files = [manifest.Files[0], manifest.Files[1] with { Bytes = 80_000 }] } },
        { "no-room", manifest => manifest with { Files = [manifest.Files[0], manifest.Files[1] with { Bytes = 400 << 20 }] } },
    };

    [Theory]
    [MemberData(nameof(Unwanted))]
    public async Task Take_SignedButNotForThisDevice_IsRefusedAndLeavesNothing(string code, Func<ReleaseManifest, ReleaseManifest> change)
    {
        releases.KeepFree = code == "no-room" ? long.MaxValue >> 1 : 0;
        var keeper = releases.Open();
        Assert.Equal(code, await TestReleases.TakeAsync(keeper, releases.Package(200, change)));
        Assert.Equal(code == "old-version" ? 0 : 200, keeper.Fate.Refused); // an older one is no news
        Assert.Null(releases.Open().Choose());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(releases.Folder, "versions")));
    }

    [Fact]
    public async Task Take_AnotherKey_IsRefused()
    {
        using var stranger = DeviceKey.Create();
        var keeper = releases.Open();
        Assert.Equal("bad-signature", await TestReleases.TakeAsync(keeper, releases.Package(200, key: stranger)));
        Assert.Equal(0, keeper.Fate.Refused); // anybody could have made it
    }

    [Fact]
    public async Task Take_MoreBytesThanSigned_IsRefused()
    {
        using var package = new MemoryStream();
        package.Write(releases.Package(200));
        using (var more = new System.IO.Compression.GZipStream(package, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            more.Write("more"u8);
        Assert.Equal("damaged", await TestReleases.TakeAsync(releases.Open(), package.ToArray()));
    }

    [Fact]
    public async Task Take_AnyByteChangedOrCutOff_NeverBecomesAnotherProgram()
    {
        var package = releases.Package(200);
        var random = new Random(7);
        for (var round = 0; round < 150; round++)
        {
            var changed = package.ToArray();
            if (round % 3 == 0) changed = changed[..random.Next(changed.Length)];
            else changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            var keeper = releases.Open();
            try
            {
                // a byte that gzip does not need, such as its time: the files are as signed
                if (await TestReleases.TakeAsync(keeper, changed) is null)
                {
                    Assert.Equal("program 200", File.ReadAllText(releases.Open().Choose()!.Entry));
                    keeper.RollBack("");
                    File.Delete(Path.Combine(releases.Folder, "state"));
                }
            }
            catch (EndOfStreamException)
            {
            }
            Assert.Null(releases.Open().Choose());
        }
    }

    [Fact]
    public async Task Choose_NotHealthyInThreeStarts_GoesBackAndNeverTakesItAgain()
    {
        await releases.OpenWithAsync(200);
        Assert.Null(await TestReleases.TakeAsync(releases.Open(), releases.Package(300)));
        for (var start = 0; start < 3; start++) Assert.Equal(300, releases.Open().Choose()!.Number);
        Assert.Equal(200, releases.Open().Choose()!.Number);
        var after = releases.Open();
        Assert.Equal((300, "not healthy in 3 starts"), (after.Fate.RolledBack, after.Fate.RolledBackWhy));
        Assert.Equal("old-version", await TestReleases.TakeAsync(after, releases.Package(300)));
        Assert.Equal("old-version", await TestReleases.TakeAsync(after, releases.Package(250)));
        Assert.Null(await TestReleases.TakeAsync(after, releases.Package(301)));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("added")]
    [InlineData("removed")]
    [InlineData("manifest")]
    public async Task Choose_FilesAreNotThoseThatWereSigned_RunsTheOneBefore(string how)
    {
        await releases.OpenWithAsync(200);
        Assert.Null(await TestReleases.TakeAsync(releases.Open(), releases.Package(300)));
        var library = Path.Combine(releases.Folder, "versions", "300", "lib", "more.so");
        if (how != "added") File.Delete(how == "manifest" ? Path.Combine(releases.Folder, "versions", "300", ".release") : library);
        if (how == "changed") File.WriteAllText(library, "something else");
        if (how == "added") File.WriteAllText(library + "2", "something more");
        Assert.Equal(200, releases.Open().Choose()!.Number);
        Assert.Equal(300, releases.Open().Fate.RolledBack);
    }

    [Fact]
    public async Task Choose_BothAreDamaged_RunsTheInstalledProgram()
    {
        await releases.OpenWithAsync(200);
        Assert.Null(await TestReleases.TakeAsync(releases.Open(), releases.Package(300)));
        foreach (var number in new[] { "200", "300" }) File.Delete(Path.Combine(releases.Folder, "versions", number, "citykit-edge"));
        Assert.Null(releases.Open().Choose());
        Assert.Null(releases.Open().Choose());
    }

    [Fact]
    public async Task Choose_InstalledProgramHasTheHigherNumber_Wins()
    {
        await releases.OpenWithAsync(200);
        Assert.Equal(200, releases.Open(installed: 199).Choose()!.Number);
        var upgraded = releases.Open(installed: 200);
        Assert.Null(upgraded.Choose());
        Assert.Equal((0, 0), (upgraded.Fate.Version, upgraded.Fate.RolledBack));
        Assert.Equal("old-version", await TestReleases.TakeAsync(upgraded, releases.Package(200)));
        Assert.Null(await TestReleases.TakeAsync(upgraded, releases.Package(201)));
        Assert.Equal(201, upgraded.Choose()!.Number);
    }

    [Fact]
    public async Task Take_OlderByHand_IsTakenButNotBelowTheInstalledProgram()
    {
        var keeper = await releases.OpenWithAsync(300);
        Assert.Equal("old-version", await TestReleases.TakeAsync(keeper, releases.Package(200)));
        Assert.Equal("below-installed", await TestReleases.TakeAsync(keeper, releases.Package(TestReleases.Installed), older: true));
        Assert.Null(await TestReleases.TakeAsync(keeper, releases.Package(200), older: true));
        Assert.Equal(200, releases.Open().Choose()!.Number);
        Assert.Equal(300, releases.Open().Highest); // the hub's offer of 300 is not taken by itself
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("lib/../../outside")]
    [InlineData("lib//more.so")]
    [InlineData(".release")]
    [InlineData("lib/.hidden")]
    [InlineData("c:\\windows")]
    [InlineData("lib\\more.so")]
    [InlineData("")]
    [InlineData("two words")]
    public void IsSafe_PathThatLeavesOrHides_IsNot(string path) => Assert.False(ReleaseFile.IsSafe(path));

    [Fact]
    public void Encode_OutOfRange_IsRefusedWithWhatIsAllowed()
    {
        var file = new ReleaseFile("citykit-edge", 1, new byte[32]);
        Assert.Contains("an entry that is one of its files", Throws(TestReleases.Manifest(1, [file]) with { Entry = "other" }));
        Assert.Contains("paths below its own folder", Throws(TestReleases.Manifest(1, [file, file with { Path = "../x" }])));
        Assert.Contains("each path once", Throws(TestReleases.Manifest(1, [file, file with { Path = "CITYKIT-EDGE" }])));
        Assert.Contains("a number from 1", Throws(TestReleases.Manifest(0, [file])));
        Assert.Contains("1 to 2000 files",
            Throws(TestReleases.Manifest(1, [.. Enumerable.Range(0, 2001).Select(i => file with { Path = $"f{i}" })])));
        Assert.Contains("bytes of files",
            Throws(TestReleases.Manifest(1, [file, file with { Path = "big", Bytes = ReleaseManifest.MaxTotalBytes }])));
    }

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame()
    {
        var manifest = TestReleases.Manifest(7,
            [.. Enumerable.Range(0, 300).Select(i => new ReleaseFile(i == 0 ? "citykit-edge" : $"lib/f{i}", i, new byte[32]))]);
        var read = ReleaseManifest.Decode(manifest.Encode(), out var error);
        Assert.Null(error);
        Assert.Equal(manifest.Encode(), read!.Encode());
    }

    [Theory]
    [InlineData("0.1.0", 100_000)]
    [InlineData("1.2.3", 1_00002_00003)]
    [InlineData("1.2.3.4", 1_00002_00003)]
    [InlineData("2026.11.27", 2026_00011_00027)]
    [InlineData("0.0", 1)]
    public void Of_Version_GivesTheNumber(string version, long number) => Assert.Equal(number, ReleaseNumber.Of(Version.Parse(version)));

    private static string Throws(ReleaseManifest manifest) => Assert.Throws<ArgumentException>(manifest.Encode).Message;
}
