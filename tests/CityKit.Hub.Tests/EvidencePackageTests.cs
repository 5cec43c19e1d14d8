using System.IO.Compression;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core.Signing;
using CityKit.Evidence;
using CityKit.Hub.Tests.Support;
using CityKit.Storage;

namespace CityKit.Hub.Tests;

/// <summary>A hand-over package is checked without the hub, and says where a byte was changed.</summary>
public sealed class EvidencePackageTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-evidence-");
    private readonly DeviceKey key = DeviceKey.Create();

    public void Dispose()
    {
        key.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Package_AsItWasMade_IsIntactAndHasEverything()
    {
        var (package, item, pieces) = await MakeAsync();
        var report = await CheckAsync(package);
        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        Assert.Equal((key.Public.Fingerprint, item), (report.Signer, report.Item));
        Assert.Equal(pieces.Order(), report.Evidence.Select(piece => piece.Id).Order());
        using var zip = new ZipArchive(new MemoryStream(package));
        Assert.Equal(TestPictures.Jpeg(), Bytes(zip.Entries.Single(e => e.FullName.EndsWith(".jpg", StringComparison.Ordinal))));
        var entries = Encoding.UTF8.GetString(Bytes(zip.GetEntry("journal/entries.jsonl")!));
        Assert.Equal(["admit", "batch", "keep-evidence", "step", "view-evidence"], TypesOf(entries));
        var views = Encoding.UTF8.GetString(Bytes(zip.GetEntry("views.json")!));
        Assert.Contains("\"purpose\":\"police\"", views, StringComparison.Ordinal);
        Assert.Contains("\"by\":\"manager-1\"", views, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Package_AChangedByteOfAnyFile_IsFoundThere()
    {
        var (package, _, _) = await MakeAsync();
        foreach (var name in NamesIn(package))
        {
            var length = Change(package, name, bytes => bytes).Length;
            foreach (var at in new[] { 0, length / 2, length - 1 })
            {
                var report = await CheckAsync(Changed(package, name, bytes =>
                {
                    bytes[at] ^= 1;
                    return bytes;
                }));
                var expected = name is "manifest.sig" or "hub-key.der" ? "manifest.json" : name;
                Assert.Contains(report.Findings, f => f.Path == expected || f.Path == name);
            }
        }
    }

    [Fact]
    public async Task Package_AFileTakenAwayAddedOrCutShort_IsFoundThere()
    {
        var (package, _, _) = await MakeAsync();
        foreach (var name in NamesIn(package))
        {
            Assert.Contains((await CheckAsync(Changed(package, name, _ => null))).Findings, f => f.Path == name);
            Assert.NotEmpty((await CheckAsync(Changed(package, name, bytes => bytes[..^1]))).Findings);
        }
        using var more = new MemoryStream();
        more.Write(package);
        using (var zip = new ZipArchive(more, ZipArchiveMode.Update, leaveOpen: true)) zip.CreateEntry("evidence/more.jpg");
        Assert.Equal("evidence/more.jpg", Assert.Single((await CheckAsync(more.ToArray())).Findings).Path);
        Assert.Equal("(package)", Assert.Single((await CheckAsync("PK no zip"u8.ToArray())).Findings).Path);
    }

    /// <summary>
    /// Whoever has the hub's key can sign anything, but not make the devices' signatures or lead the chain elsewhere unseen.
    /// </summary>
    [Theory]
    [InlineData("journal/entries.jsonl", "journal/entries.jsonl")]
    [InlineData("journal/chain.bin", "journal/chain.bin")]
    [InlineData("devices.json", "devices.json")]
    [InlineData(".jpg", ".jpg")]
    public async Task Package_ChangedAndSignedAgain_IsStillFound(string changed, string found)
    {
        var (package, _, _) = await MakeAsync();
        var name = NamesIn(package).Single(n => n.EndsWith(changed, StringComparison.Ordinal));
        using var other = DeviceKey.Create();
        var forged = Changed(package, name, bytes => name switch
        {
            "journal/entries.jsonl" => Encoding.UTF8.GetBytes(ForgeBatch(Encoding.UTF8.GetString(bytes))),
            "devices.json" => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(
                PublicKeyIn(bytes), Convert.ToBase64String(other.Public.Info.Span), StringComparison.Ordinal)),
            _ => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)],
        });
        var report = await CheckAsync(SignAgain(forged, name));
        Assert.Contains(report.Findings, f => f.Path.EndsWith(found, StringComparison.Ordinal));
        Assert.DoesNotContain(report.Findings, f => f.Reason.En.Contains("not what the hub signed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Package_OfAFileThatIsLost_SaysSoAndIsIntact()
    {
        var (package, _, _) = await MakeAsync(losesFiles: true);
        var report = await CheckAsync(package);
        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        Assert.All(report.Evidence, piece => Assert.False(piece.IsThere));
    }

    [Fact]
    public async Task HandOver_ByWhoMayNotOrWithoutAPurposeOrKey_IsRefused()
    {
        await using var city = await StartAsync();
        var item = await LiveAsync(city);
        var evidence = city.Hub.Evidence!;
        Assert.Equal("wrong-role", (await evidence.HandOverAsync("h-1", item, "police", TestCity.Manager)).Refusal?.Code);
        Assert.Equal("not-found", (await evidence.HandOverAsync("h-1", item, "police", TestCity.Resident)).Refusal?.Code);
        Assert.Equal("bad-purpose", (await evidence.HandOverAsync("h-1", item, "", TestCity.Officer)).Refusal?.Code);
        Assert.Equal("not-found", (await evidence.HandOverAsync("h-1", default, "police", TestCity.Officer)).Refusal?.Code);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await (await evidence.HandOverAsync("h-1", default, "police", TestCity.Officer)).WriteAsync(Stream.Null));
        await using var keyless = await TestCity.StartAsync(setup: Setup() with { AnswerKey = null });
        Assert.Equal("no-answer-key",
            (await keyless.Hub.Evidence!.HandOverAsync("h-1", await LiveAsync(keyless), "police", TestCity.Officer)).Refusal?.Code);
    }

    private Setup.HubSetup Setup() => TestCity.NewSetup() with { Evidence = new FolderEvidenceArchive(folder.FullName), AnswerKey = key };

    private Task<TestCity> StartAsync() => TestCity.StartAsync(setup: Setup());

    private async Task<(byte[] Package, string Item, string[] Pieces)> MakeAsync(bool losesFiles = false)
    {
        await using var city = await StartAsync();
        var item = await LiveAsync(city);
        var pieces = (await city.Hub.Evidence!.ListAsync(item, TestCity.Officer))!.Select(piece => piece.Id).ToArray();
        if (losesFiles)
            foreach (var file in folder.GetFiles("*", SearchOption.AllDirectories)) file.Delete();
        using var package = new MemoryStream();
        await (await city.Hub.Evidence.HandOverAsync("h-1", item, "police", TestCity.Officer)).WriteAsync(package);
        return (package.ToArray(), item.ToString(), pieces);
    }

    /// <summary>Something falls, an officer confirms it, two people add a picture and a clip, a manager looks at one.</summary>
    private static async Task<WorkItemId> LiveAsync(TestCity city)
    {
        var device = await city.AdmitAsync("pi-1");
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        var lead = (await city.LeadsAsync()).Single();
        var item = (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).OrThrow().Item!.Id;
        var picture = await AddAsync(city, item, "s-1", TestPictures.Jpeg());
        await AddAsync(city, item, "s-2", TestPictures.Mp4());
        await (await city.Hub.Evidence!.OpenAsync("v-1", picture, TestCity.Manager)).DisposeAsync();
        return item;
    }

    private static async Task<string> AddAsync(TestCity city, WorkItemId item, string id, byte[] bytes)
    {
        var piece = (await city.Hub.Evidence!.KeepAsync(new MemoryStream(bytes), TestCity.Officer)).Evidence!;
        var step = new WorkCommand("oversee") { Reason = "what fell", Photo = piece.Reference };
        (await city.Hub.ExecuteAsync(new StepItem(id, item, step), TestCity.Officer)).OrThrow();
        return piece.Id;
    }

    private static Task<EvidencePackageReport> CheckAsync(byte[] package) => EvidencePackageCheck.RunAsync(new MemoryStream(package));

    private static string[] NamesIn(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Change(byte[] package, string name, Func<byte[], byte[]> change)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        return change(Bytes(zip.GetEntry(name)!));
    }

    /// <summary>The package with one file changed, or without it.</summary>
    private static byte[] Changed(byte[] package, string name, Func<byte[], byte[]?> change)
    {
        using var result = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(package)))
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in from.Entries)
            {
                var bytes = entry.FullName == name ? change(Bytes(entry)) : Bytes(entry);
                if (bytes is null) continue;
                using var output = to.CreateEntry(entry.FullName).Open();
                output.Write(bytes);
            }
        return result.ToArray();
    }

    /// <summary>Signs the package with the hub's key as if the changed file had always been so.</summary>
    private byte[] SignAgain(byte[] package, string name)
    {
        var hash = Change(package, name, System.Security.Cryptography.SHA256.HashData);
        var manifest = Encoding.UTF8.GetString(Change(package, "manifest.json", bytes => bytes));
        var at = manifest.IndexOf("\"sha256\":\"",
            manifest.IndexOf($"\"path\":\"{name}\"", StringComparison.Ordinal), StringComparison.Ordinal) + 10;
        var signed = Encoding.UTF8.GetBytes(manifest[..at] + Convert.ToHexStringLower(hash) + manifest[(at + 64)..]);
        return Changed(Changed(package, "manifest.json", _ => signed), "manifest.sig", _ => key.Sign(signed));
    }

    /// <summary>Changes a bit in the payload of the first batch.</summary>
    private static string ForgeBatch(string entries)
    {
        var line = entries.Split('\n').First(l => l.Contains("\"kind\":2", StringComparison.Ordinal));
        var payload = line[(line.IndexOf("\"payload\":\"", StringComparison.Ordinal) + 11)..^2];
        var bytes = Convert.FromBase64String(payload);
        bytes[^1] ^= 1;
        return entries.Replace(payload, Convert.ToBase64String(bytes), StringComparison.Ordinal);
    }

    private static string PublicKeyIn(byte[] devices)
    {
        using var json = System.Text.Json.JsonDocument.Parse(devices);
        return json.RootElement[0].GetProperty("publicKey").GetString()!;
    }

    private static IEnumerable<string> TypesOf(string entries) => entries.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        using var json = System.Text.Json.JsonDocument.Parse(line);
        if (json.RootElement.GetProperty("kind").GetInt32() == 2) return "batch";
        using var command = System.Text.Json.JsonDocument.Parse(json.RootElement.GetProperty("payload").GetBytesFromBase64());
        return command.RootElement.GetProperty("type").GetString()!;
    }).Distinct().Order(StringComparer.Ordinal);
}
