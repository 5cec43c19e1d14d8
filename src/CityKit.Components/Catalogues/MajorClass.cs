using CityKit.Core;

namespace CityKit.Components.Catalogues;

/// <summary>A major class (大类): the first two digits of a class code.</summary>
/// <param name="Kind">Component or matter.</param>
/// <param name="Code">Two digits.</param>
/// <param name="Name">Its name.</param>
public sealed record MajorClass(ClassKind Kind, string Code, LocalizedText Name);
