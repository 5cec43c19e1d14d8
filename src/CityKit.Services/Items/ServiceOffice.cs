using CityKit.Core.Codes;

namespace CityKit.Services.Items;

/// <summary>Who decides an item (实施部门).</summary>
/// <param name="Department">The body, as accounts name it.</param>
/// <param name="Area">Where.</param>
public sealed record ServiceOffice(string Department, AreaCode Area);
