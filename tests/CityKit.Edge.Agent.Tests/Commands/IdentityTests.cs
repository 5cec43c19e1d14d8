using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Commands;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Commands;

/// <summary>enroll, replace and wipe.</summary>
public sealed class IdentityTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Enroll_NoKeyYet_MakesOneAndShowsItTheSameEachTime()
    {
        var first = await RunAsync("enroll", "--public", installation.At("public.json"));
        Assert.Equal((ExitCode.Ok, ""), (first.Code, first.Error));
        var key = installation.Enroll();
        Assert.Contains($"CITYKIT-DEVICE:test-edge-1:SHA256:{key.Fingerprint}", first.Output);
        Assert.Contains("▄", first.Output);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(installation.Folder.Key));
        using var body = JsonDocument.Parse(File.ReadAllText(installation.At("public.json")));
        Assert.Equal(key, new DevicePublicKey(body.RootElement.GetProperty("publicKey").GetBytesFromBase64()));
        Assert.Equal(first.Output, (await RunAsync("enroll")).Output);
    }

    [Fact]
    public async Task Enroll_PublicKeyAsPem_IsTheKeyAndNothingSecret()
    {
        await RunAsync("enroll", "--no-code", "--public", installation.At("public.pem"));
        var pem = File.ReadAllText(installation.At("public.pem"));
        using var read = ECDsa.Create();
        read.ImportFromPem(pem);
        Assert.Equal(installation.Enroll().Info.ToArray(), read.ExportSubjectPublicKeyInfo());
        Assert.DoesNotContain("PRIVATE", pem);
    }

    [Fact]
    public async Task Enroll_WhatItShows_HoldsNothingOfThePrivateKey()
    {
        var output = (await RunAsync("enroll", "--no-code")).Output;
        var secret = string.Concat(File.ReadAllLines(installation.Folder.Key).Where(l => !l.StartsWith("---", StringComparison.Ordinal)));
        using var pair = ECDsa.Create();
        pair.ImportFromPem(File.ReadAllText(installation.Folder.Key));
        Assert.DoesNotContain(secret[..40], output);
        Assert.DoesNotContain(Convert.ToBase64String(pair.ExportParameters(true).D!), output);
    }

    [Theory]
    [InlineData("enroll")]
    [InlineData("replace")]
    public async Task Enroll_AnswerKeyIsPinned_AnotherTakesItsPlaceOnlyWhenTheOldOneIsNamed(string command)
    {
        using var first = DeviceKey.Create();
        using var other = DeviceKey.Create();
        Assert.Contains("No answer key", (await RunAsync(command, "--no-code")).Output, StringComparison.Ordinal);
        Assert.Contains($"Answer key {EnrollmentSheet.Groups(first.Public.Fingerprint)}", (await PinAsync(command, first)).Output,
            StringComparison.Ordinal);
        var refused = await PinAsync(command, other);
        Assert.Equal(ExitCode.CouldNot, refused.Code);
        Assert.Contains($"takes answers of the hub key {first.Public.Fingerprint} alone", refused.Error, StringComparison.Ordinal);
        Assert.Equal(first.Public, HubKeyFile.Answers(installation.Folder).Read());
        Assert.Equal(ExitCode.Ok, (await PinAsync(command, other, "--instead-of", first.Public.Fingerprint)).Code);
        Assert.Equal((other.Public, null),
            (HubKeyFile.Answers(installation.Folder).Read(), HubKeyFile.Bundles(installation.Folder).Read()));
        var doctor = await installation.RunAsync("doctor", "--simulated", "--config", installation.Config, "--data",
            installation.Folder.Path);
        Assert.Contains($"answers    checked by {EnrollmentSheet.Groups(other.Public.Fingerprint)}", doctor.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnswerKeyOfAnotherHub_KeepsEverythingAndSaysSo()
    {
        await using var hub = await TestHub.StartAsync(installation);
        using var other = DeviceKey.Create();
        await PinAsync("enroll", other);
        await using var agent = installation.Start();
        await agent.PlayAsync("door on");
        var status = await installation.StatusAsync(s => s.GetProperty("forwarder").GetProperty("state").GetString() == "UnsignedAnswer"
            && s.GetProperty("outbox").GetProperty("alarmsWaiting").GetInt64() > 0); // a reading of the start may be refused before it
        Assert.Equal(other.Public.Fingerprint, status.GetProperty("forwarder").GetProperty("answerKey").GetString());
        Assert.Contains(("answers", $"checked by {other.Public.Fingerprint}"), StatusText.Rows(status));
    }

    [Fact]
    public async Task Replace_ADeviceWithAKey_OldKeyVouchesForTheNewOneAndTheHubTakesIt()
    {
        await using var hub = await TestHub.StartAsync(installation);
        var old = installation.Enroll();
        var result = await RunAsync("replace", "--no-code");
        var fresh = installation.Enroll();
        Assert.NotEqual(old, fresh);
        Assert.Contains($"/citykit/v1/devices/{Installation.Device}", result.Output);
        using var statement = Verified(result.Output, old);
        Assert.Equal(fresh.Fingerprint, statement.RootElement.GetProperty("newKey").GetString());
        await hub.AdmitAsync("replace", fresh);
        await using var agent = installation.Start();
        await agent.PlayAsync("door on");
        await hub.TakesContactAsync("door", 1);
    }

    [Fact]
    public async Task Replace_AFreshCardInTheSamePlace_HubGoesOnWithItsOutboxAndRefusesTheOldKey()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using (var dead = installation.Start())
        {
            await dead.PlayAsync("door on");
            await hub.TakesContactAsync("door", 1);
            await dead.KillAsync();
        }
        Directory.Move(installation.Folder.Path, installation.At("dead"));
        await RunAsync("replace", "--no-code");
        await hub.AdmitAsync("replace", installation.Enroll());
        await using var fresh = installation.Start();
        await fresh.PlayAsync("smoke on");
        await hub.TakesContactAsync("smoke", 1);
        await fresh.TerminateAsync();
        Directory.Move(installation.Folder.Path, installation.At("fresh"));
        Directory.Move(installation.At("dead"), installation.Folder.Path);
        await using var old = installation.Start();
        await old.SaysAsync("BadSignature");
    }

    [Fact]
    public async Task Wipe_AgentStopped_RemovesEverythingAndProvesIt()
    {
        await using (var agent = installation.Start())
        {
            await agent.ReadyAsync();
            await agent.TerminateAsync();
        }
        var key = installation.Enroll();
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(installation.Folder.Key)));
        Directory.CreateDirectory(Path.Combine(installation.Folder.Path, "evidence"));
        File.WriteAllText(Path.Combine(installation.Folder.Path, "evidence", "one.evidence"), "edges");
        Directory.CreateDirectory(installation.Folder.Bundles);
        File.WriteAllText(Path.Combine(installation.Folder.Bundles, "1.bundle"), "configuration");
        File.WriteAllText(installation.Folder.HubKey, "key");
        File.WriteAllText(installation.Folder.AnswerKey, "key");
        File.WriteAllText(Path.Combine(installation.Folder.Path, "notes.txt"), "not the agent's");
        var result = await installation.RunAsync("wipe", "--data", installation.Folder.Path, "--device", "test-edge-1", "--proof",
            installation.At("proof.txt"));
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(installation.Folder.Path).Select(Path.GetFileName));
        using var statement = Verified(File.ReadAllText(installation.At("proof.txt")), key);
        var files = statement.RootElement.GetProperty("files").EnumerateArray()
            .ToDictionary(f => f.GetProperty("name").GetString()!, f => f.GetProperty("sha256").GetString());
        Assert.Equal(hash, files["device.pem"]);
        Assert.Contains("outbox.db", files.Keys);
        foreach (var name in new[] { "one.evidence", "1.bundle", "hub.pem", "answers.pem" }) Assert.Contains(name, files.Keys);
        Assert.Contains("notes.txt", result.Output);
    }

    [Fact]
    public async Task Wipe_AgentRuns_IsRefusedAndNothingIsRemoved()
    {
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        var result = await installation.RunAsync("wipe", "--data", installation.Folder.Path, "--device", "test-edge-1");
        Assert.Equal(ExitCode.CouldNot, result.Code);
        Assert.Contains("stop it first", result.Error);
        Assert.True(File.Exists(installation.Folder.Key));
    }

    [Fact]
    public async Task Wipe_AnotherDevicesName_IsRefusedAndNothingIsRemoved()
    {
        await using (var agent = installation.Start())
        {
            await agent.ReadyAsync();
            await agent.TerminateAsync();
        }
        var result = await installation.RunAsync("wipe", "--data", installation.Folder.Path, "--device", "test-edge-2");
        Assert.Equal(ExitCode.CouldNot, result.Code);
        Assert.Contains("holds events of device 'test-edge-1'", result.Error);
        Assert.True(File.Exists(installation.Folder.Key) && File.Exists(installation.Folder.Outbox));
    }

    private Task<CommandResult> PinAsync(string command, DeviceKey key, params string[] more)
    {
        File.WriteAllText(installation.At("answers.json"), $$"""{"publicKey": "{{Convert.ToBase64String(key.Public.Info.Span)}}"}""");
        return RunAsync(command, ["--no-code", "--answer-key", installation.At("answers.json"), .. more]);
    }

    private Task<CommandResult> RunAsync(string command, params string[] more) =>
        installation.RunAsync([command, "--config", installation.Config, "--data", installation.Folder.Path, .. more]);

    /// <summary>The statement, whose signature must be the key's, and which must name that key.</summary>
    private static JsonDocument Verified(string text, DevicePublicKey key)
    {
        var lines = text.Split('\n');
        var at = Array.FindIndex(lines, l => l.StartsWith("{\"statement\"", StringComparison.Ordinal));
        var signature = Convert.FromBase64String(lines[at + 1]["signature: ".Length..]);
        Assert.True(key.Verify(Encoding.UTF8.GetBytes(lines[at]), signature));
        Assert.False(key.Verify(Encoding.UTF8.GetBytes(lines[at].Replace("test-edge-1", "test-edge-3", StringComparison.Ordinal)),
            signature));
        var statement = JsonDocument.Parse(lines[at]);
        Assert.Equal(key, new DevicePublicKey(statement.RootElement.GetProperty("publicKey").GetBytesFromBase64()));
        return statement;
    }
}
