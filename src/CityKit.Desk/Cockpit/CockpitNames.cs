using CityKit.Core;
using CityKit.Desk.Words;

namespace CityKit.Desk.Cockpit;

/// <summary>What periods and boards are called.</summary>
internal static class CockpitNames
{
    internal static LocalizedText NameOf(CockpitPeriod period) => period switch
    {
        CockpitPeriod.Today => CockpitWords.Today,
        CockpitPeriod.Month => CockpitWords.Month,
        CockpitPeriod.Custom => CockpitWords.OwnDays,
        _ => CockpitWords.Week,
    };

    internal static LocalizedText NameOf(BoardKind kind) => kind switch
    {
        BoardKind.Counts => CockpitWords.CountsBoard,
        BoardKind.League => CockpitWords.LeagueBoard,
        BoardKind.Backlog => CockpitWords.BacklogBoard,
        BoardKind.Rules => CockpitWords.RulesBoard,
        BoardKind.Days => CockpitWords.AlertsADay,
        BoardKind.FalseAlarms => CockpitWords.EachADay,
        BoardKind.Blind => CockpitWords.BlindBoard,
        BoardKind.Devices => CockpitWords.DevicesBoard,
        BoardKind.Survey => CockpitWords.SurveyBoard,
        BoardKind.Leads => CockpitWords.LeadsBoard,
        BoardKind.Map => CockpitWords.MapBoard,
        BoardKind.Tree => CockpitWords.TreeBoard,
        BoardKind.Newest => CockpitWords.NewestBoard,
        BoardKind.Places => CockpitWords.PlacesBoard,
        BoardKind.Public => CockpitWords.PublicBoard,
        _ => CockpitWords.TextBoard,
    };
}
