using CityKit.Core;

namespace CityKit.Cases.Policies;

/// <summary>What policies and people call the ways to know a body.</summary>
internal static class DispatchWords
{
    internal const string Duty = "duty:";
    internal const string Suggestion = "suggestion";

    internal static (string Word, ComponentBody Value)[] ComponentBodies { get; } =
        [
            ("component", ComponentBody.Any), ("component:maintainer", ComponentBody.Maintainer),
            ("component:owner", ComponentBody.Owner), ("component:department", ComponentBody.Department),
        ];

    internal static string Of(ComponentBody body) => ComponentBodies.First(known => known.Value == body).Word;

    internal static LocalizedText NameOf(ComponentBody body) => body switch
    {
        ComponentBody.Maintainer => new("养护单位", "maintainer"),
        ComponentBody.Owner => new("权属单位", "owner"),
        _ => new("主管部门", "competent department"),
    };
}
