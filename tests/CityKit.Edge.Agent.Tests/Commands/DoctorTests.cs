using CityKit.Edge.Agent.Tests.Support;
using CityKit.Shared.SqliteProvider;

namespace CityKit.Edge.Agent.Tests.Commands;

public sealed class DoctorTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Doctor_HubThereAndKeyMade_NothingFailsButWhatThisMachineLacks()
    {
        await using var hub = await TestHub.StartAsync(installation);
        var result = await DoctorAsync("--simulated");
        foreach (var fine in new[] { "config", "data", "sqlite", "key", "answers", "hub" })
            Assert.Contains($"\nok    {fine}", "\n" + result.Output);
        Assert.Equal(result.Output.Contains("\nfail", StringComparison.Ordinal) ? ExitCode.Findings : ExitCode.Ok, result.Code);
    }

    [Fact]
    public async Task Doctor_NothingThere_SaysForEachWhatToDo()
    {
        var result = await DoctorAsync();
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.Contains("fail  pins       smoke names no chip\n        -> give it 'chip'", result.Output);
        Assert.Contains("fail  data", result.Output);
        Assert.Contains("-> citykit-edge enroll", result.Output);
        Assert.Contains("fail  hub", result.Output);
    }

    [Fact]
    public async Task Doctor_KeyThatOthersMayRead_FailsAndAdvisesAnotherKey()
    {
        installation.Enroll();
        File.SetUnixFileMode(installation.Folder.Key, File.GetUnixFileMode(installation.Folder.Key) | UnixFileMode.OtherRead);
        Assert.Contains("has mode 604: others may know the key\n        -> citykit-edge replace",
            (await DoctorAsync("--simulated")).Output);
    }

    [Fact]
    public async Task Doctor_ChipThatIsNotThere_NamesTheLineAndTheChip()
    {
        File.WriteAllText(installation.Config,
            File.ReadAllText(installation.Config)
                .Replace("{\"name\": \"door\"}", "{\"name\": \"door\", \"chip\": \"no-such-chip\", \"offset\": 3}",
                    StringComparison.Ordinal));
        var pin = (await DoctorAsync()).Output.Split('\n').Single(l => l.Contains("no-such-chip", StringComparison.Ordinal));
        Assert.StartsWith("fail  pins", pin);
        Assert.Contains("door", pin);
    }

    [Theory]
    [InlineData("", "(bundled)")]
    [InlineData("system", "(system)")]
    public async Task Doctor_SqliteAsChosen_SaysWhichRuns(string choice, string runs)
    {
        var result = await CommandResult.OfAsync(["doctor", "--simulated", "--config", installation.Config, "--data",
            installation.Folder.Path], SqliteChoice.Variable, choice);
        Assert.Contains(runs, result.Output.Split('\n').Single(l => l.StartsWith("ok    sqlite", StringComparison.Ordinal)));
    }

    private Task<CommandResult> DoctorAsync(params string[] more) =>
        installation.RunAsync(["doctor", "--config", installation.Config, "--data", installation.Folder.Path, .. more]);
}
