using CityKit.Samples.Compound.Scenarios;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace CityKit.Samples.Compound.Timeline;

/// <summary>Writes the story on a terminal as it happens, a heading for each day.</summary>
internal sealed class ConsoleStory(Scenario scenario, IAnsiConsole console) : IStory
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("dddd, d MMMM uuuu");
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");
    private LocalDate shown;

    /// <inheritdoc/>
    public void Tell(StoryLine line)
    {
        var local = line.At.InZone(scenario.Zone).LocalDateTime;
        if (local.Date > shown)
            console.Write(new Spectre.Console.Rule(Markup.Escape(Day.Format(shown = local.Date))) { Justification = Justify.Left,
                Style = Style.Parse("grey") });
        var (label, style) = Look(line.Kind);
        console.MarkupLine($"[grey]{Clock.Format(local.TimeOfDay)}[/] [{style}]{label,-7}[/] {Markup.Escape(line.Text)}");
    }

    private static (string Label, string Style) Look(StoryKind kind) => kind switch
    {
        StoryKind.Edge => ("edge", "deepskyblue1"),
        StoryKind.Sent => ("sent", "grey"),
        StoryKind.Input => ("input", "mediumpurple1"),
        StoryKind.Alert => ("alert", "bold yellow"),
        StoryKind.Lead => ("lead", "yellow"),
        StoryKind.Item => ("item", "cyan1"),
        StoryKind.Finding => ("note", "grey"),
        StoryKind.Person => ("staff", "green"),
        StoryKind.Refused => ("refused", "red"),
        _ => ("run", "bold red"),
    };
}
