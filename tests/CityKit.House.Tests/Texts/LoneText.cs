namespace CityKit.House.Tests.Texts;

/// <summary>A text in one language that has none in the other beside it.</summary>
internal sealed record LoneText(string Text, string File, int Line)
{
    public override string ToString() => $"{File}:{Line}: {Text}";
}
