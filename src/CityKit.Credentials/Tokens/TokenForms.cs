using CityKit.Core;

namespace CityKit.Credentials.Tokens;

/// <summary>The forms of values that several parts of a token must have, in words.</summary>
internal static class TokenForms
{
    internal static LocalizedText Object { get; } = new("JSON 对象", "a JSON object");

    internal static LocalizedText Text { get; } = new("文本", "a text");

    internal static LocalizedText Texts { get; } = new("一个或多个文本组成的数组", "an array of texts, one or more");
}
