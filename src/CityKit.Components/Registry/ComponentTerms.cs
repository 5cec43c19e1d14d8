namespace CityKit.Components.Registry;

/// <summary>The standard's Chinese terms for states and data sources, both ways.</summary>
public static class ComponentTerms
{
    private static readonly string[] States = ["", "完好", "破损", "丢失", "废弃", "移除"];
    private static readonly string[] Sources = ["", "实测", "地形图", "基础地理数据", "其他"];

    /// <summary>The term of a state, such as 完好; empty for a value that is none.</summary>
    public static string ToTerm(this ComponentState state) => Term(States, (int)state);

    /// <summary>The term of a data source, such as 实测; empty for none.</summary>
    public static string ToTerm(this ComponentDataSource source) => Term(Sources, (int)source);

    /// <summary>Reads a state's term; false when the standard has no such term.</summary>
    public static bool TryReadState(string term, out ComponentState state)
    {
        state = (ComponentState)Math.Max(0, Array.IndexOf(States, term));
        return state != default;
    }

    /// <summary>Reads a data source's term; false when the standard has no such term. An empty text is no source, and reads.</summary>
    public static bool TryReadSource(string term, out ComponentDataSource source)
    {
        var at = Array.IndexOf(Sources, term);
        source = (ComponentDataSource)Math.Max(0, at);
        return at >= 0;
    }

    private static string Term(string[] terms, int value) => value < terms.Length ? terms[value] : "";
}
