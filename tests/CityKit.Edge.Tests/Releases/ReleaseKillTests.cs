using System.Diagnostics;
using System.Globalization;
using CityKit.Edge.KillTarget;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Releases;

/// <summary>
/// Another process changes the releases and kills itself (SIGKILL) before each single step that touches the disk; a verified program must
/// be there for the next start, and the next release be taken.
/// </summary>
public sealed class ReleaseKillTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestReleases releases;

    public ReleaseKillTests()
    {
        releases = new TestReleases(folder);
        File.WriteAllBytes(folder.File("key"), releases.HubKey.Public.Info.ToArray());
        foreach (var number in new[] { 200, 300, 400 }) File.WriteAllBytes(folder.File($"{number}.release"), releases.Package(number));
    }

    public void Dispose()
    {
        releases.Dispose();
        folder.Dispose();
    }

    [Fact]
    public Task Take_TheFirstOneKilledAtEachStep_RunsTheInstalledOrTheNewOne() =>
        KillAtEachStepAsync("take", 200, _ => Task.CompletedTask, [null, 200], least: 12);

    [Fact]
    public Task Take_KilledAtEachStep_RunsTheOldOrTheNewOne() => KillAtEachStepAsync("take", 300, HaveAsync, [200, 300], least: 12);

    [Fact]
    public Task Choose_KilledAtEachStep_RunsTheNewOneStillOnTrial() => KillAtEachStepAsync("choose", 300, OnTrialAsync, [300], least: 4);

    [Fact]
    public Task Confirm_KilledAtEachStep_RunsTheNewOne() => KillAtEachStepAsync("confirm", 300, OnTrialAsync, [300], least: 4);

    [Fact]
    public Task RollBack_KilledAtEachStep_RunsTheOldOrTheNewOne() => KillAtEachStepAsync("back", 300, OnTrialAsync, [200, 300], least: 5);

    private static async Task HaveAsync(TestReleases releases) => await releases.OpenWithAsync(200);

    private static async Task OnTrialAsync(TestReleases releases)
    {
        await HaveAsync(releases);
        Assert.Null(await TestReleases.TakeAsync(releases.Open(), releases.Package(300)));
    }

    private async Task KillAtEachStepAsync(string act, int package, Func<TestReleases, Task> prepare, long?[] expected, int least)
    {
        for (var die = 1; ; die++)
        {
            if (Directory.Exists(releases.Folder)) Directory.Delete(releases.Folder, recursive: true);
            await prepare(releases);
            var steps = await RunAsync(act, package, die);
            var (where, after) = ($"killed at step {die}, {steps[^1]}", releases.Open());
            var choice = after.Choose(); // checks signature and every byte
            Assert.True(expected.Contains(choice?.Number), $"{choice?.Number} runs, {where}");
            Assert.True(choice is null || File.ReadAllText(choice.Entry) == $"program {choice.Number}", where);
            Assert.True(await TestReleases.TakeAsync(after, await File.ReadAllBytesAsync(folder.File("400.release"))) is null, where);
            Assert.Equal(400, releases.Open().Choose()!.Number);
            Assert.Empty(Directory.GetFileSystemEntries(releases.Folder, "*.new", SearchOption.AllDirectories));
            if (steps[^1] != "done") continue;
            Assert.True(die > least, $"only {die - 1} steps: {string.Join(", ", steps)}");
            return;
        }
    }

    private async Task<List<string>> RunAsync(string act, int package, int die)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(KnownEvents).Assembly.Location, "release", releases.Folder, folder.File("key"), act, folder.File($"{package}.release"),
                die.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var steps = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } step) steps.Add(step);
        await process.WaitForExitAsync();
        Assert.Equal(steps[^1] == "done" ? 0 : 137, process.ExitCode);
        return steps;
    }
}
