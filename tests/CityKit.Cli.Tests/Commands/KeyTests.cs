using CityKit.AccessKeys;
using CityKit.Cases;
using CityKit.Cli.Tests.Support;
using NodaTime;

namespace CityKit.Cli.Tests.Commands;

public sealed class KeyTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 21, 4, 0);

    [Fact]
    public async Task New_FirstKey_PrintsTheSecretOnceAndKeepsItsHash()
    {
        using var folder = new TempFolder();
        var file = folder.At("keys.json");
        var run = await MakeAsync(file, "--days", "30");
        var key = Assert.Single(Read(file));
        Assert.Equal((0, Now + Duration.FromDays(30)), (run.Code, key.NotAfter!.Value));
        Assert.True(key.Fits(run.Output.Trim()));
        Assert.DoesNotContain(run.Output.Trim(), await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(("officer-1", "duty room", true), (key.Actor.Id, key.Actor.Body, key.Actor.Roles.SetEquals([Role.DutyOfficer])));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task New_InPlaceOfAnother_BothLetInForTheOverlap()
    {
        using var folder = new TempFolder();
        var file = folder.At("keys.json");
        await MakeAsync(file);
        await MakeAsync(file, "--replaces", Read(file)[0].Id, "--overlap", "3");
        var keys = Read(file);
        Assert.Equal((Now + Duration.FromDays(3), keys[1].Id), (keys[0].NotAfter!.Value, keys[0].ReplacedBy));
        Assert.Contains($"replaced by {keys[1].Id}", (await ToolRun.OfAsync("key", "list", file)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_AKey_EndsItNowAndListSaysSo()
    {
        using var folder = new TempFolder();
        var file = folder.At("keys.json");
        await MakeAsync(file);
        Assert.Equal(0, (await ToolRun.OfAsync("key", "revoke", file, Read(file)[0].Id)).Code);
        var list = await ToolRun.OfAsync("key", "list", file);
        Assert.True(Read(file)[0].IsOver(Now));
        Assert.Equal(1, list.Code);
        Assert.Contains("ended", list.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--role", "DutyOficer", "DutyOfficer")]
    [InlineData("--place", "street/1", "area/DIGITS")]
    [InlineData("--grant", "area/370202", "ROLE@SCOPE")]
    [InlineData("--role", "System", "DutyOfficer")]
    [InlineData("--days", "0", "3650")]
    [InlineData("--replaces", "000000000000", "citykit key list")]
    public async Task New_WhatCannotBe_SaysWhatCan(string option, string value, string expected)
    {
        using var folder = new TempFolder();
        var run = await MakeAsync(folder.At("keys.json"), option, value);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("keys.json")));
    }

    [Fact]
    public async Task List_FileWithErrors_NamesLineAndColumn()
    {
        using var folder = new TempFolder();
        var file = folder.Write("keys.json", "{\"version\": 1, \"keys\": [\n  {\"id\": \"short\", \"sha256\": \"\", \"actor\": \"a\"}]}");
        var run = await ToolRun.OfAsync("key", "list", file);
        Assert.Equal(2, run.Code);
        Assert.Contains("12 hexadecimal digits", run.Error, StringComparison.Ordinal);
        Assert.Contains("Line 2", run.Error, StringComparison.Ordinal);
    }

    private static Task<ToolRun> MakeAsync(string file, params string[] more) =>
        ToolRun.OfAsync(["key", "new", file, "--actor", "officer-1", "--body", "duty room", "--role", "DutyOfficer", .. more]);

    private static IReadOnlyList<AccessKey> Read(string file) => AccessKeyFile.Read(File.ReadAllBytes(file), out _)!;
}
