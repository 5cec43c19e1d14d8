using CityKit.Cases.Policies;
using CityKit.Core;

namespace CityKit.Cases.Flow;

/// <summary>What people call what guards are about.</summary>
internal static class GuardTexts
{
    /// <summary>A turn by the command that is counted, such as 回退 for <c>returns</c>; its own id where no row counts it.</summary>
    internal static LocalizedText Turn(GuardQuestion question)
    {
        var turn = question.Argument;
        var row = question.Profile.Transitions.FirstOrDefault(each => each.Effects.Any(effect => effect.Turn == turn));
        return question.Profile.Commands.FirstOrDefault(command => command.Id == row?.Command)?.Name ?? new LocalizedText(turn, turn);
    }

    internal static LocalizedText Clock(GuardQuestion question)
    {
        var id = question.Argument;
        return question.Profile.Clocks.First(clock => clock.Id == id).Name;
    }

    internal static LocalizedText CheckOf(GuardQuestion question) =>
        Check(question.Policy.CheckOf(question.Item));

    internal static LocalizedText Check(string by) => by switch
    {
        CheckRow.OnSite => new("现场核查", "on site"),
        CheckRow.Photo => new("照片核查", "by photo"),
        CheckRow.None => new("免核查", "not at all"),
        _ => new(by, by),
    };
}
