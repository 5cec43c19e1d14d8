using CityKit.Core;

namespace CityKit.Services.Items;

/// <summary>What another department can confirm (数据核验来源): a register that a hub may be connected to.</summary>
/// <param name="Id">Its id in the file.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Department">Whose it is.</param>
public sealed record InformationSource(string Id, LocalizedText Name, string Department);
