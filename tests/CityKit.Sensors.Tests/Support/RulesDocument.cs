namespace CityKit.Sensors.Tests.Support;

/// <summary>The example of docs/rules.md.</summary>
internal static class RulesDocument
{
    internal static string Json
    {
        get
        {
            var text = Resource.Text("rules.md");
            var begin = text.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
            return text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
        }
    }
}
