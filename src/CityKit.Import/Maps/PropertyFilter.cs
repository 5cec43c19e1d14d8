namespace CityKit.Import.Maps;

/// <summary>Which features of a file are meant: those with a property of one value (属性筛选). <c>default</c> fits no feature.</summary>
/// <param name="Property">The property.</param>
/// <param name="Value">Its value as text; a whole number is compared by its digits.</param>
public readonly record struct PropertyFilter(string Property, string Value);
