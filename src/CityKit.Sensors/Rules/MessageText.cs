using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Sensors.Rules;

/// <summary>A template of what people read of an alert (告警文案): words with placeholders, and nothing of a person.</summary>
internal static class MessageText
{
    /// <summary>More digits in a row are a telephone's or a person's number.</summary>
    private const int MostDigits = 6;

    /// <summary>What may be filled in.</summary>
    internal static IReadOnlyList<string> Placeholders { get; } = ["value", "unit", "limit", "place", "duration", "count"];

    private static LocalizedText Allowed => LocalizedText.Values(Placeholders.Select(name => $"{{{name}}}"));

    /// <summary>What of a template cannot be; null when it is fine.</summary>
    internal static (LocalizedText Found, LocalizedText Allowed, string? NearMiss)? Wrong(string template)
    {
        for (var (at, digits) = (0, 0); at < template.Length; at++)
        {
            digits = char.IsDigit(template[at]) ? digits + 1 : 0;
            if (digits > MostDigits || template[at] == '@')
                return (new("疑似电话、证件号或地址的内容", "what looks like a telephone, identity number or address"),
                    new("文字和占位符：消息中不写个人", "words and placeholders: a message names no person"), null);
            if (template[at] == '}') return (new("缺少 '{' 的 '}'", "'}' without '{'"), Allowed, null);
            if (template[at] != '{') continue;
            var end = template.IndexOf('}', at);
            if (end < 0) return (new("缺少 '}' 的 '{'", "'{' without '}'"), Allowed, null);
            var name = template[(at + 1)..end];
            if (!Placeholders.Contains(name)) return (Unknown(name), Allowed, NearMiss.Of(name, Placeholders));
            at = end;
        }
        return null;
    }

    private static LocalizedText Unknown(string name) => new($"未知占位符 '{{{name}}}'", $"unknown placeholder '{{{name}}}'");

    /// <summary>The template with values in place of its names.</summary>
    internal static string Fill(string template, Func<string, string> valueOf)
    {
        foreach (var name in Placeholders)
            if (template.Contains($"{{{name}}}", StringComparison.Ordinal))
                template = template.Replace($"{{{name}}}", valueOf(name), StringComparison.Ordinal);
        return template;
    }
}
