namespace CityKit.Core;

/// <summary>One message in Chinese and in English, for people.</summary>
/// <param name="Zh">The Chinese text.</param>
/// <param name="En">The English text.</param>
public sealed record LocalizedText(string Zh, string En)
{
    /// <summary>English, then Chinese, on one line.</summary>
    public override string ToString() => $"{En} {Zh}";
}
