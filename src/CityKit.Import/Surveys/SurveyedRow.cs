using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Import.Surveys;

/// <summary>A good row: the component as the survey found it. Its id is <c>default</c> while it is still to be given.</summary>
internal readonly record struct SurveyedRow(long Number, Component Component, ClassKey Class, LocalDate On, uint Given)
{
    /// <summary>The county that its identifier begins with; <c>default</c> in an own scheme.</summary>
    internal AreaCode County => Class.Standard.Scheme == default ? Component.Grid.UnitGridCode.Community.At(AreaLevel.County) : default;

    /// <summary>Whether only its owner's own id says which component it is.</summary>
    internal bool IsExternal => Component.Id == default && Component.ExternalId.Length > 0;

    /// <summary>Whether the row said anything in that column. An empty cell says nothing.</summary>
    internal bool Has(SurveyField field) => (Given >> (int)field & 1) != 0;
}
