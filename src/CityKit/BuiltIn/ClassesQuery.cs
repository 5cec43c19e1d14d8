using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Components.Catalogues;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>The classes of the city's catalogues (类别目录), its own included, in the order of their keys.</summary>
internal sealed class ClassesQuery() : ModuleQuery("classes/list", Access.For(DataClass.Work), [Words])
{
    private static QueryParameter Words { get; } = QueryParameter.Text("words",
        "what the Chinese or English name contains; all when it is not given", "中文或英文名称中包含的文字，默认为全部");

    internal override ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var words = arguments.Text(Words.Name) ?? "";
        return ValueTask.FromResult(arguments.Refusal is { } refusal ? QueryAnswer.Refused(refusal)
            : GroupPage.Of(arguments.Catalogues.All.SelectMany(catalogue => Found(catalogue, words)), row => row.Class.Key.ToString(),
                row => ModuleJson.ToUtf8(row, Write), after, limit));
    }

    private static IEnumerable<(CatalogueClass Class, LocalizedText? Major)> Found(ClassCatalogue catalogue, string words)
    {
        var majors = catalogue.Majors.ToDictionary(major => (major.Kind, major.Code), major => major.Name);
        return catalogue.FindByName(words).Select(one => (one, majors.GetValueOrDefault((one.Key.Kind, one.Key.Major))));
    }

    private static void Write(Utf8JsonWriter writer, (CatalogueClass Class, LocalizedText? Major) row)
    {
        writer.WriteStartObject();
        writer.WriteString("key", row.Class.Key.ToString());
        DeskJson.WriteText(writer, "name", row.Class.Name);
        if (row.Major is { } major) DeskJson.WriteText(writer, "major", major);
        if (row.Class.IsLocal) writer.WriteBoolean("local", true);
        writer.WriteEndObject();
    }
}
