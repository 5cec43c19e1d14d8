using Spectre.Console;

namespace CityKit.Edge.Agent.Commissioning;

/// <summary>What the wizard wants to know: from the options, and in a terminal from the person who is there.</summary>
/// <param name="places">The places that the options gave, by sensor.</param>
/// <param name="skips">The reasons for which the options leave sensors out.</param>
/// <param name="isAsking">Whether somebody can be asked.</param>
internal sealed class CommissionDialog(IReadOnlyDictionary<string, CommissionPlace> places, IReadOnlyDictionary<string, string> skips,
    bool isAsking)
{
    private const string Test = "test 测试";
    private const string Skip = "leave out 跳过";
    private const string Again = "again 重试";
    private const string Enough = "go on 继续";

    /// <summary>Where a sensor is.</summary>
    internal CommissionPlace Place(string sensor)
    {
        if (places.TryGetValue(sensor, out var given)) return given;
        return new CommissionPlace(Code(sensor, "building 楼栋"), Code(sensor, "entrance 单元门"), Code(sensor, "mount 安装点"));
    }

    /// <summary>Why a sensor is left out; null when it is to be tested.</summary>
    internal string? WhySkipped(string sensor)
    {
        if (skips.TryGetValue(sensor, out var why)) return why;
        if (!isAsking || AnsiConsole.Prompt(new SelectionPrompt<string>().Title($"[bold]{Markup.Escape(sensor)}[/]")
            .AddChoices(Test, Skip)) == Test)
            return null;
        return AnsiConsole.Prompt(new TextPrompt<string>("Why? 原因：").Validate(text => text.Length is > 0 and <= 128));
    }

    /// <summary>Whether a sensor that did not speak is tested once more.</summary>
    internal bool IsToTryAgain(string sensor) =>
        isAsking && AnsiConsole.Prompt(new SelectionPrompt<string>().Title($"{Markup.Escape(sensor)}: not seen 未检测到")
            .AddChoices(Again, Enough)) == Again;

    private static string Code(string sensor, string what) =>
        AnsiConsole.Prompt(new TextPrompt<string>($"{Markup.Escape(sensor)}: {what}")
            .Validate(CommissionPlace.IsCode, $"1 to 32 letters, digits, '.', '_', '-', '#'"));
}
