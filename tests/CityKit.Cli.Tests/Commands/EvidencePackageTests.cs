using CityKit.Cases;
using CityKit.Cli.Tests.Support;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Storage;

namespace CityKit.Cli.Tests.Commands;

public sealed class EvidencePackageTests : IDisposable
{
    private const int InTheFirstFile = 400; // behind its head and name
    private static readonly byte[] Clip = [0, 0, 0, 32, .. "ftypisom"u8, .. Noise(1000)];
    private readonly TempFolder folder = new();
    private readonly DeviceKey key = DeviceKey.Create();

    public void Dispose()
    {
        key.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Verify_PackageOfTheNamedHub_IsProvenAndEndsWith0()
    {
        var path = folder.Write("package.zip", await PackageAsync());
        var run = await ToolRun.OfAsync("evidence", "verify", path, "--key", key.Public.Fingerprint);
        Assert.True(run.Code == ExitCode.Done, run.Output + run.Error);
        Assert.Contains("signed by the hub that was named", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"proven\":true",
            (await ToolRun.OfAsync("evidence", "verify", path, "--key", key.Public.Fingerprint, "--json")).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_PackageWithoutTheRightKeyOrChanged_EndsWith1AndSaysWhere()
    {
        var package = await PackageAsync();
        var path = folder.Write("package.zip", package);
        Assert.Contains("not proven", (await ToolRun.OfAsync("evidence", "verify", path)).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Rejects, (await ToolRun.OfAsync("evidence", "verify", path, "--key", new string('0', 64))).Code);
        Assert.Equal(ExitCode.CouldNot, (await ToolRun.OfAsync("evidence", "verify", path, "--key", "12")).Code);
        package[InTheFirstFile] ^= 1;
        var run = await ToolRun.OfAsync("evidence", "verify", folder.Write("changed.zip", package), "--key", key.Public.Fingerprint);
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("NOT INTACT", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("evidence/", run.Output, StringComparison.Ordinal);
    }

    private static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private async Task<byte[]> PackageAsync()
    {
        await using var hub = await SmallHub.StartAsync(new InMemoryCityStore(), 1, setup => setup with
        {
            Evidence = new FolderEvidenceArchive(folder.At("evidence")),
            AnswerKey = key,
        });
        var resident = Actor.Of("resident-1", "", Role.Resident);
        var clip = (await hub.Hub.Evidence!.KeepAsync(new MemoryStream(Clip), resident)).Evidence!;
        var report = new FileReport("r-1", "property-order", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"),
            GeoPoint.FromDegrees(120.4, 36), null, clip.Reference);
        var item = (await hub.Hub.ExecuteAsync(report, resident)).OrThrow().Item!;
        using var package = new MemoryStream();
        var made = await hub.Hub.Evidence.HandOverAsync("h-1", item.Id, "police", Actor.Of("officer-1", "duty room", Role.DutyOfficer));
        await made.WriteAsync(package);
        return package.ToArray();
    }
}
