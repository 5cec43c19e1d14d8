using CityKit.Core;

namespace CityKit.Samples.NoPaper;

/// <summary>Says each thing in both languages.</summary>
internal sealed class Screen(TextWriter output)
{
    internal void Title(string zh, string en) => output.WriteLine($"\n== {zh} · {en} ==");

    internal void Say(string zh, string en) => output.WriteLine($"{zh}\n    {en}");

    internal void Say(string mark, LocalizedText text) => Say($"{mark} {text.Zh}", text.En);

    internal void Show(string text) => output.WriteLine(text);
}
