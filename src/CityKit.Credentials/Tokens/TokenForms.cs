using CityKit.Core;

namespace CityKit.Credentials.Tokens;

/// <summary>The forms of values that several parts of a token must have, in words.</summary>
internal static class TokenForms
{
    /// <summary>What is found where a member is not there.</summary>
    internal static LocalizedText Nothing { get; } = new("无", "nothing");

    /// <summary>What is found where it is not worth saying which value it is.</summary>
    internal static LocalizedText OtherValue { get; } = new("其他值", "another value");

    internal static LocalizedText Object { get; } = new("JSON 对象", "a JSON object");

    internal static LocalizedText Text { get; } = new("文本", "a text");

    internal static LocalizedText Seconds { get; } = new("自 1970 年起的秒数", "a time in seconds since 1970");

    internal static LocalizedText Texts { get; } = new("一个或多个文本组成的数组", "an array of texts, one or more");
}
