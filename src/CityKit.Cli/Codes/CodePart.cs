using CityKit.Core;

namespace CityKit.Cli.Codes;

/// <summary>One part of a code.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Field">What the part is.</param>
/// <param name="Meaning">What it says here; empty when no table says.</param>
internal sealed record CodePart(string Text, LocalizedText Field, string Meaning = "");
