namespace CityKit.Core.Text;

/// <content>Objects and arrays inside.</content>
public sealed partial class ConfigReader
{
    /// <summary>The most values an array may have unless the caller says otherwise; 10,000.</summary>
    public const int MaxItems = 10_000;

    /// <summary>An object; when wrong, an empty one whose members are not complained about.</summary>
    public ConfigReader Object(string name)
    {
        var found = Find(name);
        if (found?.Kind != JsonKind.Object) Reject(name, JsonValue.AnObject);
        return new ConfigReader(found?.Kind == JsonKind.Object ? found : null, PathOf(name), Errors);
    }

    /// <summary>An object, or null when it is not there.</summary>
    public ConfigReader? ObjectOrNull(string name) => Has(name) ? Object(name) : null;

    /// <summary>
    /// An array of objects; those that are none are noted and left out. Empty when it is not there and not <paramref name="required"/>.
    /// </summary>
    public IReadOnlyList<ConfigReader> Objects(string name, int maxCount = MaxItems, bool required = true)
    {
        var result = new List<ConfigReader>();
        foreach (var (item, path) in Items(name, "对象", "objects", maxCount, required))
        {
            if (item.Kind == JsonKind.Object) result.Add(new ConfigReader(item, path, Errors));
            else Errors.Add(ErrorAt(item, path, JsonValue.AnObject));
        }
        return result;
    }

    /// <summary>
    /// An array of texts of 1 to <paramref name="maxLength"/> characters; wrong ones are noted and left out. Empty when it is not there and
    /// not <paramref name="required"/>.
    /// </summary>
    public IReadOnlyList<string> Texts(string name, int maxCount = MaxItems, int maxLength = 256, bool required = true)
    {
        var isText = IsText(maxLength);
        var result = new List<string>();
        foreach (var (item, path) in Items(name, "文本", "texts", maxCount, required))
        {
            if (isText(item, out var text)) result.Add(text);
            else Errors.Add(ErrorAt(item, path, TextAllowed(maxLength)));
        }
        return result;
    }

    /// <summary>
    /// An array of values with a text form of their own; wrong ones are noted and left out. Empty when it is not there and not
    /// <paramref name="required"/>.
    /// </summary>
    public IReadOnlyList<T> AllParsed<T>(string name, LocalizedText allowed, int maxCount = MaxItems, bool required = true)
        where T : IParsable<T>
    {
        var result = new List<T>();
        foreach (var (item, path) in Items(name, "文本", "texts", maxCount, required))
        {
            if (TryParsed<T>(item, out var parsed)) result.Add(parsed);
            else Errors.Add(ErrorAt(item, path, allowed));
        }
        return result;
    }

    private IEnumerable<(JsonValue Item, string Path)> Items(string name, string zh, string en, int maxCount, bool required)
    {
        var found = Find(name);
        if (found is null && !required) return [];
        var usable = found?.Kind == JsonKind.Array && found.Items.Count <= maxCount;
        if (!usable) Reject(name, new($"最多 {maxCount} 个{zh}的数组", $"an array of at most {maxCount} {en}"));
        return usable ? found!.Items.Select((item, i) => (item, $"{PathOf(name)}[{i}]")) : [];
    }
}
