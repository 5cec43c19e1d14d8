using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Components;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>Work items that have all of some words, in their texts or in the name of their class.</summary>
/// <param name="Words">Each word, with the classes whose name contains it.</param>
internal sealed record ItemWords(IReadOnlyList<(string Word, HashSet<ClassKey> Classes)> Words)
{
    private const int MaxPieces = 16;
    private const int MaxClasses = DocumentCondition.MaxValues - 1;

    internal static QueryParameter Parameter { get; } = QueryParameter.Text("words",
        "words that are all in the title, address, compound or the name of the class; those not in Chinese from their beginning",
        "检索词，须全部出现在标题、地址、小区或类别名称中；非中文词按词首匹配");

    internal bool Has(WorkItem item) => Words.All(word =>
        (item.Class is { } key && word.Classes.Contains(key)) || SearchWords.Has(item, word.Word));

    internal DocumentQuery<WorkItem> Narrow(DocumentQuery<WorkItem> query)
    {
        foreach (var (word, classes) in Words)
            foreach (var (piece, isStart) in SearchWords.SoughtBy(word))
            {
                string[] any = [piece, .. classes.Select(SearchWords.TokenOf)];
                query = isStart ? query.StartingWith(ItemDocuments.Words, any) : query.Where(ItemDocuments.Words, any);
            }
        return query;
    }

    /// <summary>What was asked for; null when nothing was, or it cannot be sought.</summary>
    internal static ItemWords? Of(QueryArguments arguments)
    {
        if (arguments.Text(Parameter.Name) is not { } typed) return null;
        string[] words = [.. SearchWords.WordsOf(typed).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (words.Sum(word => SearchWords.SoughtBy(word).Count()) is < 1 or > MaxPieces)
            return Refuse(arguments, typed, new(
                $"1 至 {MaxPieces} 个相邻汉字或其他文字的词",
                $"1 to {MaxPieces} words of other scripts or neighbouring Chinese characters"));
        var sought = words.Select(word => (word, arguments.Catalogues.FindByName(word).Select(c => c.Key).ToHashSet())).ToArray();
        return sought.Any(word => word.Item2.Count > MaxClasses)
            ? Refuse(arguments, typed, new($"至多见于 {MaxClasses} 个类别名称的词：请多输入几个字",
                $"in the names of at most {MaxClasses} classes: type more of it"))
            : new ItemWords(sought);
    }

    private static ItemWords? Refuse(QueryArguments arguments, string typed, LocalizedText expected)
    {
        arguments.Refuse(Parameter.Name, typed, expected);
        return null;
    }
}
